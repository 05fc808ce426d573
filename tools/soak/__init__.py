"""A long run of random requests on every engine, broken ones and policies among them.

Each answer is compared with the reference's to the byte, and whatever anybody may see is searched
for what nobody may. `drawing.py` makes the requests, `asking.py` asks and counts, `page.py` shows.
"""
