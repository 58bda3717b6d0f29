"""Large imports in parts, side by side: in one process, on the cores of this machine, or on a cluster of Dask.

hands     who does the work: the same jobs give the same answers, whoever does them
jobs      what a job is: a function of ours, JSON in and JSON out
shelf     the cases that jobs have made, in files, one by one when they are asked for

Formats cut what they read into jobs (`_tables/parting`, `_fhir/parting`): some read pieces of files and sort what they
find by patient, others make the cases of some of the patients. What travels between jobs lies in files of one folder.
"""
