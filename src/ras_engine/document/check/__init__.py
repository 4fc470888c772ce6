"""Whether the names of a document meet, and whether what is written together fits together.

Receives a document of the right shape; gives every problem with its place in the file. Each theme is one file of check functions;
`run` has the list of them. A check says nothing about what the shape stage took out.
"""
