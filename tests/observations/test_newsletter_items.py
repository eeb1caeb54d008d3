"""Short items of a newsletter of the first months tell of the year before, as reports do."""

from pipeline.stages import load_resources, process

ITEMS = (
    "青澜县全年新登记社会组织21家，注销13家，年检工作扎实推进，取得新的成效。",
    "石桥区全年新登记社会组织31家，注销12家，年检工作扎实推进，取得新的成效。",
    "朔安市全年新登记社会组织41家，注销15家，年检工作扎实推进，取得新的成效。",
    "澜江县全年新登记社会组织51家，注销17家，年检工作扎实推进，取得新的成效。",
)


def test_items_of_march_are_of_the_year_before():
    text = "云溪民政通讯　2022年3月18日　总第96期　各地简讯\n" + "".join(f"◆{item}\n" for item in ITEMS)
    processed = process("a.txt", text.encode(), load_resources())
    new = [o for o in processed.observations if o.indicator == "reg.new"]
    assert [(o.area, o.period) for o in new] == [
        ("青澜县", "2021"),
        ("石桥区", "2021"),
        ("朔安市", "2021"),
        ("澜江县", "2021"),
    ]
