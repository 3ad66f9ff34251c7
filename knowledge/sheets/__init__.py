"""The base as spreadsheets, CSV and XLSX: every field, every language, nothing lost.

``tables`` says which tables and columns there are, ``headers`` recognises them as people write
them, ``cells`` is one cell, ``rows`` turns a base into tables and ``reading`` tables into drafts;
``csv_file`` and ``xlsx_file`` are the two formats; ``xlsx_parts`` keeps harmful workbooks out.
"""
