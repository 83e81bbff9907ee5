"""Tables: the one source of every number, and the workbooks made of them."""
