"""Report to files: Markdown for the editor, JSON for machines."""

from reconcile.report.contract import SCHEMA_VERSION, render_json, schema
from reconcile.report.folder import WrittenReport, folder_name, write_report
from reconcile.report.markdown import render_markdown
from reconcile.report.order import in_reading_order

__all__ = [
    "SCHEMA_VERSION",
    "WrittenReport",
    "folder_name",
    "in_reading_order",
    "render_json",
    "render_markdown",
    "schema",
    "write_report",
]
