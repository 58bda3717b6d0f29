"""What the project is about, in plain Python: no pandas, plotly, SQL, Dash or clock.

Times, from the text of a record to the words on the screen:

    when         a time as a record states it: read and printed      (statements, spans: what it is made of)
    chronology   all times of a case solved together                  (links, measures, calendars: what statements mean;
                                                                       relations, network: the tightest limits;
                                                                       nominals, joins: single values, how well known)
    timing       every event on a shown clock: kind, mark, words      (placed: the result; sequence, phrases, wording,
                                                                       clockwork: its order and its words)

Besides: events, cases, units, people.
"""
