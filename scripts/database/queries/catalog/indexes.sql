SELECT
  concat_ws(
    ' ',
    'index', format('%I.%I', n.nspname, c.relname), pg_get_indexdef(i.indexrelid),
    'owner', pg_get_userbyid(c.relowner),
    CASE WHEN NOT i.indisvalid THEN 'invalid' END,
    CASE WHEN i.indisclustered THEN 'clustered' END,
    CASE WHEN i.indisreplident THEN 'replica identity' END,
    'child of ' || (SELECT inhparent::regclass::text FROM pg_catalog.pg_inherits WHERE inhrelid = c.oid),
    'tablespace ' || t.spcname
  ) AS line
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_tablespace t ON t.oid = c.reltablespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
