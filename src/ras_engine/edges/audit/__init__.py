"""What an audit leaves behind: its certificate and the check of one, known failures, and the forms that other programs read.

Receives an `AuditReport`; gives data and text, the same for the same report. Nothing is proved here.
"""
