-- How tables and columns are kept where that is not as usual, by the names that the queries of the catalogs give them.
SELECT
  format('relation %I.%I', n.nspname, c.relname) AS object,
  concat_ws(' ', 'ALTER TABLE', c.oid::regclass, setting.text) AS statement
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
  SELECT CASE WHEN c.relpersistence = 'u' THEN 'SET UNLOGGED' END AS text
  UNION ALL
  SELECT 'SET (' || string_agg(format('%s = %L', option_name, option_value), ', ' ORDER BY option_name) || ')'
  FROM pg_options_to_table(c.reloptions)
  UNION ALL
  SELECT 'REPLICA IDENTITY ' || CASE c.relreplident
    WHEN 'f' THEN 'FULL'
    WHEN 'n' THEN 'NOTHING'
    WHEN 'i' THEN 'USING INDEX ' || (
      SELECT quote_ident(x.relname)
      FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
      WHERE i.indrelid = c.oid AND i.indisreplident
    )
  END
) AS setting
WHERE setting.text IS NOT NULL
  AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL
SELECT
  format('column %I.%I.%I', n.nspname, c.relname, a.attname),
  concat_ws(' ', 'ALTER TABLE', c.oid::regclass, 'ALTER COLUMN', quote_ident(a.attname), setting.text)
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
CROSS JOIN LATERAL (
  SELECT CASE WHEN a.attstorage <> t.typstorage THEN
    'SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
  END AS text
  UNION ALL
  SELECT 'SET COMPRESSION ' || CASE a.attcompression::text WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END
  UNION ALL
  SELECT 'SET STATISTICS ' || nullif(a.attstattarget, -1)
  UNION ALL
  SELECT 'SET (' || string_agg(format('%s = %L', option_name, option_value), ', ' ORDER BY option_name) || ')'
  FROM pg_options_to_table(a.attoptions)
) AS setting
WHERE setting.text IS NOT NULL
  AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
