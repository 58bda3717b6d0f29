"""The parts of the case folder's reader: files, tables and rows. The format itself enters by `case_folder`."""
