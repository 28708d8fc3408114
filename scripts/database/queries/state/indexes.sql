-- Indexes that no constraint made. Bits of indoption: 1 is DESC, 2 is NULLS FIRST.
SELECT
  n.nspname AS schema,
  t.relname AS table,
  c.relname AS name,
  i.indisunique AS "isUnique",
  am.amname AS method,
  pg_get_expr(i.indpred, i.indrelid, true) AS where,
  coalesce(array_to_string(c.reloptions, ', '), '') AS with,
  (
    SELECT json_agg(
      json_build_object(
        'value', coalesce(a.attname::text, pg_get_indexdef(i.indexrelid, k::integer, true)),
        'isExpression', i.indkey[k - 1] = 0,
        'asc', (i.indoption[k - 1] & 1) = 0,
        'nullsFirst', (i.indoption[k - 1] & 2) <> 0,
        'opclass', CASE WHEN NOT o.opcdefault THEN json_build_object('name', o.opcname, 'default', false) END
      )
      ORDER BY k
    )
    FROM generate_series(1, i.indnkeyatts) AS k
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1] AND a.attnum <> 0
    JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[k - 1]
  ) AS columns
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_am am ON am.oid = c.relam
JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
WHERE t.relkind IN ('r', 'p') AND t.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  -- An index of a key or an exclusion, or of an extension; a partition's comes with its parent's.
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u', 'x'))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = i.indexrelid)
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = t.oid AND d.deptype = 'e'
  )
ORDER BY n.nspname COLLATE "C", t.relname COLLATE "C", c.relname COLLATE "C"
