-- A partitioned one is told apart by its table.
SELECT
  format('index %I.%I', n.nspname, c.relname) AS object,
  i.indrelid::regclass::text AS relation,
  concat_ws(
    ' ',
    replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON '),
    CASE WHEN NOT i.indisvalid THEN 'invalid' END
  ) AS line,
  concat_ws(
    ' ',
    CASE WHEN i.indisclustered THEN 'clustered' END,
    CASE WHEN i.indisreplident THEN 'replica identity' END,
    'child of ' || (SELECT inhparent::regclass::text FROM pg_catalog.pg_inherits WHERE inhrelid = c.oid),
    'tablespace ' || t.spcname
  ) AS beyond,
  'owner ' || pg_get_userbyid(c.relowner) AS access
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_tablespace t ON t.oid = c.reltablespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
