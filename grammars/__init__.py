"""The grammars of the request language, one file each; read as data by cdrql.language.parser."""
