"""What XenAPI consists of: classes, fields, messages, enumerations and errors, declared once."""
