"""How an explanation is laid out: plain text, Markdown, HTML, data. A renderer adds no words of its own."""
