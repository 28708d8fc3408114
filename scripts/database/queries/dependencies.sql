-- What belongs to an extension (e), by catalog; and which relations belong to a column: the sequences of serial
-- (a) and identity columns (i), and indexes, which nobody asks about.
SELECT
  deptype,
  (SELECT relname FROM pg_catalog.pg_class WHERE oid = classid),
  array_agg(objid)::text,
  array_agg(refobjid)::text,
  array_agg(refobjsubid)::text
FROM pg_catalog.pg_depend
WHERE (
    deptype = 'e'
    OR deptype IN ('a', 'i')
    AND classid = 'pg_catalog.pg_class'::regclass
    AND refclassid = 'pg_catalog.pg_class'::regclass
    AND refobjsubid > 0
  )
  -- restricted: objid
GROUP BY deptype, classid
