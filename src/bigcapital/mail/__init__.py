"""Mail: what a message is, how ours are worded, and who takes them away. Sent from jobs alone, never from a request."""

from bigcapital.mail.letters import LETTERS, write
from bigcapital.mail.message import Attachment, Mail, message_id
from bigcapital.mail.senders import FileMailer, Mailer, SmtpMailer, open_mailer

__all__ = ["LETTERS", "Attachment", "FileMailer", "Mail", "Mailer", "SmtpMailer", "message_id", "open_mailer", "write"]
