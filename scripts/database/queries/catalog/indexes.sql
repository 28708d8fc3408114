-- A partitioned one is told apart by its table. That of a partition goes by the one that it is a part of: its name is
-- nobody's choice.
SELECT
  CASE
    WHEN p.inhparent IS NULL THEN format('index %I.%I', n.nspname, c.relname)
    ELSE format('index of %s in %s', i.indrelid::regclass, p.inhparent::regclass)
  END AS object,
  i.indrelid::regclass::text AS relation,
  concat_ws(
    ' ',
    replace(
      replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON '),
      coalesce(CASE WHEN p.inhparent IS NOT NULL THEN format('INDEX %I ON', c.relname) END, ''),
      'INDEX ON'
    ),
    CASE WHEN NOT i.indisvalid THEN 'invalid' END
  ) AS line,
  concat_ws(
    ' ',
    CASE WHEN i.indisclustered THEN 'clustered' END,
    CASE WHEN i.indisreplident THEN 'replica identity' END,
    'child of ' || p.inhparent::regclass,
    'tablespace ' || t.spcname
  ) AS beyond,
  'owner ' || pg_get_userbyid(c.relowner) AS access
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_inherits p ON p.inhrelid = c.oid
LEFT JOIN pg_catalog.pg_tablespace t ON t.oid = c.reltablespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
