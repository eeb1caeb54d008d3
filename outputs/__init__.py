"""What people and programs receive: JSONL, CSV, Parquet, the workbook, the report, Word comments."""
