-- Of tables and domains. That of a partition goes by the one of the topmost table that it is a part of: all others'
-- names are nobody's choice; what points at a partitioned table points at each of its partitions in one more.
-- NOT NULL is a property of the column; the name that 18 gives to its constraint says nothing.
SELECT
  concat_ws(
    ' ',
    'constraint',
    CASE
      WHEN o.conrelid <> 0 THEN o.conrelid::regclass::text
      ELSE format_type(o.contypid, NULL)
    END,
    CASE WHEN o.conparentid <> 0 THEN 'in ' || parent.conrelid::regclass END,
    quote_ident(coalesce(topmost.conname, o.conname)),
    CASE WHEN o.conparentid <> 0 AND o.contype = 'f' THEN 'at ' || o.confrelid::regclass END
  ) AS object,
  CASE WHEN o.conrelid <> 0 THEN o.conrelid::regclass::text END AS relation,
  concat_ws(
    ' ',
    o.contype, pg_get_constraintdef(o.oid),
    CASE WHEN NOT o.convalidated THEN 'not validated' END
  ) AS line
FROM pg_catalog.pg_constraint o
JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace
LEFT JOIN pg_catalog.pg_constraint parent ON parent.oid = o.conparentid
LEFT JOIN LATERAL (
  WITH RECURSIVE above AS (
    SELECT p.conname, p.conparentid FROM pg_catalog.pg_constraint p WHERE p.oid = o.conparentid
    UNION ALL
    SELECT p.conname, p.conparentid FROM above JOIN pg_catalog.pg_constraint p ON p.oid = above.conparentid
  )
  SELECT conname FROM above WHERE conparentid = 0
) AS topmost ON true
WHERE (o.contype <> 'n' OR o.connoinherit OR NOT o.convalidated)
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
