-- $1: the oid of a table. The sequences that its columns draw from, by DEFAULT, as serial or as identity.
SELECT
  a.attname AS column,
  s.seqrelid::text AS sequence,
  s.seqincrement > 0 AS rises
FROM pg_catalog.pg_attribute a
LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
JOIN pg_catalog.pg_depend d
  ON (d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass)
JOIN pg_catalog.pg_sequence s ON s.seqrelid = d.refobjid
WHERE a.attrelid = $1::oid AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
UNION
SELECT a.attname, s.seqrelid::text, s.seqincrement > 0
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_depend d
  ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
  AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
JOIN pg_catalog.pg_sequence s ON s.seqrelid = d.objid
WHERE a.attrelid = $1::oid AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
