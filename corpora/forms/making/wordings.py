"""Other words for labels, and what offices put around them: for layouts whose labels no rule was written for."""

from __future__ import annotations

import random

# Ways to word a label, by field id; fields without an entry keep their usual label.
OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "name": ("组织名称（全称）", "单位名称（与登记证书一致）", "社会组织全称", "机构名称", "填报单位全称"),
    "credit_code": ("统一社会信用代码", "社会信用代码（18位）", "信用代码", "统一社会信用代码（证书号）"),
    "registration_number": ("登记证书号", "原登记证书编号", "法人登记证号"),
    "report_date": ("填报日期", "填表时间", "上报时间"),
    "established": ("批准成立日期", "登记成立时间", "注册登记日期", "准予登记日期", "成立登记时间"),
    "supervisor_unit": ("业务主管单位（全称）", "业务主管部门", "业务主管单位名称"),
    "registration_authority": ("登记管理机关名称", "发证机关", "登记机关"),
    "registered_capital": ("注册资金数额", "登记注册资金", "注册资金（开办资金）"),
    "domicile": ("住所地址", "登记住所", "办公地址（住所）", "法定住所地"),
    "postcode": ("邮编", "邮政编码"),
    "phone": ("单位联系电话", "办公电话", "固定电话（区号）"),
    "email": ("电子邮件", "电子信箱", "单位邮箱"),
    "industry": ("所属行业", "行（事）业类别", "行业领域", "所属行业分类"),
    "business_scope": ("章程核准的业务范围", "业务范围（以证书为准）", "登记业务范围"),
    "purpose": ("组织宗旨", "章程规定的宗旨"),
    "charity_organisation": ("是否认定为慈善组织", "慈善组织（是/否）", "是否属于慈善组织"),
    "public_fundraising": ("公开募捐资格（有/无）", "是否具有公开募捐资格"),
    "tax_deduction": ("公益性捐赠税前扣除资格", "是否取得公益性捐赠税前扣除资格"),
    "assessment_grade": ("社会组织评估等级", "现有评估等级", "获评等级"),
    "penalty": ("本年度有无受到行政处罚", "当年是否受过行政处罚", "行政处罚情况"),
    "members_units": ("单位会员数量", "团体会员数", "单位会员（家）", "会员单位数量"),
    "members_individuals": ("个人会员数量", "个人会员（名）", "个人会员总人数"),
    "members_total": ("会员总量", "现有会员总数", "会员合计数"),
    "legal_representative": ("法定代表人姓名", "法人代表", "现任法定代表人"),
    "president": ("会长（理事长）", "理事长（会长）姓名", "会长姓名"),
    "secretary_general": ("秘书长姓名", "现任秘书长"),
    "secretary_general_full_time": ("秘书长专兼职情况", "秘书长任职方式"),
    "council_size": ("理事会成员人数", "理事总数", "现任理事人数", "理事会组成人数"),
    "supervisors_count": ("监事会人数", "监事（会）成员人数", "现任监事人数"),
    "leaders_count": ("负责人总数", "现任负责人人数", "单位负责人人数"),
    "leaders_civil_servants": ("现职公务员兼任负责人的人数", "负责人中现职公务员人数", "现职公务员兼职人数"),
    "leaders_over_70": ("年满70周岁以上负责人", "70周岁以上的负责人人数", "负责人中超过70周岁的人数"),
    "staff_total": ("从业人员总数", "年末工作人员数", "工作人员合计", "全部工作人员人数"),
    "staff_full_time": ("专职人员数量", "其中：专职工作人员", "专职从业人员数", "专职员工人数"),
    "staff_part_time": ("兼职人员数量", "兼职工作人员", "兼职从业人员数", "兼职员工人数"),
    "staff_retired": ("离退休返聘人员", "返聘离退休人员数"),
    "staff_female": ("女性人数", "女性从业人员", "其中：女性"),
    "staff_contracts": ("签订劳动合同的人数", "已签聘用合同人数", "劳动合同签订人数", "签订聘用（劳动）合同数"),
    "staff_insured": ("缴纳社会保险人数", "参加社保人数", "依法参加社会保险的人数"),
    "staff_social_workers": ("持有社会工作者证书人数", "取得社会工作者职业资格人数", "社会工作专业人才数"),
    "accountants": ("财务人员数", "会计人员", "财会人员总数"),
    "volunteers": ("注册志愿者数", "志愿者总数", "年末登记志愿者人数"),
    "volunteer_hours": ("全年志愿服务时长（小时）", "志愿服务总时长", "志愿服务时间"),
    "party_members": ("中共党员人数", "党员数量", "现有中共党员", "从业人员中党员人数"),
    "party_members_full_time": ("专职工作人员中的党员数", "专职人员中中共党员人数", "专职党员数"),
    "party_members_new": ("当年新发展党员数", "本年度发展党员", "年内发展党员人数"),
    "party_organisation": ("党组织建立情况", "是否成立党组织", "是否建有党组织"),
    "party_organisation_form": ("党组织类型", "所建党组织形式", "党组织设置形式"),
    "party_instructors": ("党建工作指导员数", "党建指导员（名）", "选派党建指导员人数"),
    "council_term_years": ("理事会任期（年）", "每届理事会任期", "章程规定的届期"),
    "last_election": ("上次换届时间", "最近一次换届日期", "最近换届选举时间"),
    "general_meetings": ("会员（代表）大会召开次数", "全年召开会员大会（次）", "会员大会会议次数"),
    "general_meeting_attendance": ("会员（代表）大会到会人数", "参会人数"),
    "council_meetings": ("理事会会议次数", "全年召开理事会（次）", "本年度理事会召开次数", "本年理事会会议召开次数"),
    "council_meetings_required": ("章程规定理事会每年召开次数", "理事会应召开次数"),
    "standing_council_meetings": ("常务理事会会议次数", "全年召开常务理事会（次）", "本年度常务理事会召开次数"),
    "branches_total": ("所设分支机构数", "分支机构总数", "分支（代表）机构数量"),
    "representative_offices": ("代表机构数量",),
    "offices": ("办事机构数量", "内设办事机构数"),
    "branches_new": ("本年新设立分支机构数", "新增分支机构（个）"),
    "branches_cancelled": ("本年注销分支机构数", "撤销分支机构（个）"),
    "fee_standard": ("现行会费标准", "会费收取标准", "会费缴纳标准"),
    "fee_standard_date": ("会费标准通过时间", "会费标准表决日期"),
    "fee_standard_meeting": ("会费标准表决通过的会议", "通过会费标准的会议"),
    "income_total": ("本年收入合计", "全年总收入", "收入总额", "收入总计"),
    "income_donations": ("接受捐赠收入", "捐赠收入小计", "社会捐赠收入", "其中：捐赠收入"),
    "income_membership_fees": ("会费收入总额", "收取会费收入", "会员会费收入", "其中：会费收入"),
    "income_services": ("提供服务取得的收入", "服务性收入", "提供服务收入小计"),
    "income_government_purchase": ("其中：政府购买服务", "政府购买服务项目收入", "承接政府购买服务收入"),
    "income_sales": ("销售商品收入", "商品销售收入"),
    "income_subsidies": ("政府补助（资助）收入", "政府补贴收入", "财政补助收入"),
    "income_investment": ("投资收益（损失以“－”号填列）", "投资收入"),
    "income_other": ("其它收入", "其他各项收入", "其他收入"),
    "expense_total": ("全年费用合计", "费用支出合计", "支出总额", "费用总计"),
    "expense_activities": ("业务活动支出", "业务活动成本合计", "其中：业务活动成本"),
    "expense_management": ("管理费用支出", "管理费用小计", "行政管理费用"),
    "expense_financing": ("筹资费用小计", "筹资费用"),
    "expense_other": ("其它费用", "其他费用支出"),
    "net_assets_change": ("本年净资产变动额", "净资产增减额", "净资产变动额（净减少以负数填列）"),
    "cash_and_bank": ("货币资金（含银行存款）", "货币资金余额", "货币资金合计"),
    "fixed_assets_net": ("固定资产账面净值", "固定资产净额"),
    "assets_total": ("资产总额", "总资产", "资产合计"),
    "liabilities_total": ("负债总额", "总负债", "负债总计"),
    "net_assets_unrestricted": ("非限定性净资产余额", "其中：非限定性净资产"),
    "net_assets_restricted": ("限定性净资产余额", "限定性净资产"),
    "net_assets_total": ("净资产总额", "净资产总计", "净资产"),
    "liabilities_and_net_assets_total": ("负债与净资产总计", "负债及净资产合计"),
    "projects_count": ("开展公益项目数", "公益慈善项目数量", "全年实施公益项目数"),
    "activities_count": ("公益活动场次", "开展公益活动次数"),
    "beneficiaries": ("受益人次", "累计受益人次", "服务对象人次"),
    "trainings_count": ("举办培训期数", "培训班次"),
    "training_persons": ("参加培训人次", "培训总人次"),
    "charity_spending": ("本年度公益慈善支出", "当年公益事业支出", "用于慈善活动的支出"),
    "wages_expense": ("工作人员工资福利支出", "工资福利费用"),
    "office_expense": ("行政办公支出", "行政办公费用"),
    "prior_income_total": ("上年度收入总额", "上一年度总收入"),
    "prior_net_assets": ("上年末净资产总额", "上年度末净资产"),
    "audit_firm": ("出具审计报告的会计师事务所", "审计机构名称", "承办审计的会计师事务所"),
    "audit_opinion": ("审计意见类型", "审计报告意见类型"),
    "prior_conclusion": ("上年度年检结果", "上一年度年检结论"),
}  # fmt: skip
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩"


def reworded(name: str, usual: str, chance: random.Random) -> str:
    """A label in other words, half of the time, and with what offices put around labels."""
    label = chance.choice(OTHER_WORDS[name]) if name in OTHER_WORDS and chance.random() < 0.6 else usual
    dressed = chance.random()
    if dressed < 0.06:
        return f"*{label}"
    if dressed < 0.1:
        return f"{label}（必填）"
    if dressed < 0.14:
        return f"{chance.randrange(1, 40)}.{label}"
    if dressed < 0.17:
        return f"{chance.choice(_NUMBERS)}{label}"
    if dressed < 0.2 and len(label) <= 4:
        return "　".join(label)
    return label
