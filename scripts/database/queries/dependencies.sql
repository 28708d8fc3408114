-- Which relations belong to an extension (e), and which to a column (a): the sequences of serial columns, and
-- indexes, which nobody asks about.
SELECT
  deptype,
  array_agg(objid)::text,
  array_agg(refobjid)::text,
  array_agg(refobjsubid)::text
FROM pg_catalog.pg_depend
WHERE classid = 'pg_catalog.pg_class'::regclass
  AND (deptype = 'e' OR deptype = 'a' AND refclassid = 'pg_catalog.pg_class'::regclass AND refobjsubid > 0)
GROUP BY deptype
