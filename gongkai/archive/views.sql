-- What may be asked of an archive. `figures`, `rates` and the named questions rest on reports that are current: one a body and year.

-- Every report that is kept: the latest reading of each file, the latest version of each report tallied here.
CREATE TABLE kept AS
WITH latest AS (
    SELECT * FROM {reports} QUALIFY number = max(number) OVER (PARTITION BY id)
), placed AS (
    SELECT latest.*, names.body, coalesce(bodies.name, nullif(printed_body, '')) AS name, bodies.parent, bodies.kind AS body_kind
    FROM latest
    LEFT JOIN names ON names.key = latest.body_key
    LEFT JOIN bodies ON bodies.body = names.body
), chosen AS (
    SELECT *, body IS NOT NULL AND year IS NOT NULL AND row_number() OVER (
        PARTITION BY body, year
        ORDER BY source = 'own' DESC, cells_read DESC, published_on DESC NULLS LAST, number DESC
    ) = 1 AS is_current
    FROM placed
), wholes AS (
    SELECT DISTINCT above.ancestor AS body, chosen.year FROM chosen JOIN above USING (body) WHERE chosen.is_current
)
-- The report of a government contains those of the bodies below it: where any of these is here, it is in no sum.
SELECT chosen.*, is_current AND NOT (coalesce(body_kind, '') = 'government' AND wholes.body IS NOT NULL) AS is_summed
FROM chosen LEFT JOIN wholes USING (body, year);

CREATE VIEW reports AS
SELECT id, version, source, body, name, parent, body_kind, printed_body, year, published_on, dated, is_current, is_summed,
    proactive_edition, applications_edition, remedies_edition, cells_read, cells_blank, cells_absent, cells_ambiguous,
    doubts, errors, file, kind AS file_kind, origin, reader
FROM kept;

CREATE VIEW versions AS
SELECT id, version, year, printed_body, put_at, reader, files, number = max(number) OVER (PARTITION BY id) AS is_latest
FROM {reports};

CREATE VIEW cells AS
SELECT kept.id AS report, kept.body, kept.name, c.year, c.edition, c.cell, c.state, c.value, c.unit, c.candidates, c.printed,
    c.source_page, c.source_table, c.source_row, c.source_column, c.span_from, c.span_to, kept.is_current, kept.is_summed
FROM {cells} AS c JOIN kept USING (number);

-- The figures of current reports by the number of the report: for questions over all of them at once.
CREATE VIEW numbered AS
SELECT number, edition, cell, value FROM {cells} WHERE state = 'read';

CREATE VIEW texts AS
SELECT kept.id AS report, kept.body, kept.name, t.year, t.part, t.text, kept.is_current
FROM {texts} AS t JOIN kept USING (number);

CREATE VIEW findings AS
SELECT kept.id AS report, kept.body, kept.name, f.year, f.code, f.weight, f.verdict, f.place, f.says, f.basis, f.cells, kept.is_current
FROM {findings} AS f JOIN kept USING (number);

-- A figure that adds up several cells is NULL where any of them is silent.
CREATE VIEW figures AS
SELECT kept.id AS report, kept.body, kept.name, kept.parent, kept.body_kind, kept.year, kept.is_summed,
    f.* EXCLUDE (number, year, brought, pending), f.brought - f.pending AS settled
FROM kept LEFT JOIN {figures} AS f USING (number) WHERE kept.is_current;

-- What a reading says otherwise than the one before it, and a newer version of a report of our own than the older.
CREATE VIEW changes AS
SELECT kept.id AS report, kept.body, kept.name, kept.year, c.cell, c.place, c.old_state, c.old_value, c.new_state, c.new_value,
    c.old_reader, c.reader, kept.is_current
FROM {changes} AS c JOIN kept USING (id);

-- A rate with the number it rests on; NULL where either is silent, nothing was there to divide, or the part is more than the whole.
CREATE VIEW rates AS
SELECT *, CASE WHEN base > 0 AND cases BETWEEN 0 AND base THEN cases / base END AS rate
FROM (SELECT report, body, name, parent, body_kind, year, is_summed, unnest([
    {{'measure': 'granted', 'cases': granted + partial, 'base': handled}},
    {{'measure': 'refused', 'cases': refused, 'base': handled}},
    {{'measure': 'unavailable', 'cases': unavailable, 'base': handled}},
    {{'measure': 'not_processed', 'cases': not_processed, 'base': handled}},
    {{'measure': 'reversed', 'cases': corrected, 'base': settled}}
], recursive := true) FROM figures);
