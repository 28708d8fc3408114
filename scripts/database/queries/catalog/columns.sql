-- By name, not by position: a column that went and came again stands last.
SELECT
  format('column %I.%I.%I', n.nspname, c.relname, a.attname) AS object,
  c.oid::regclass::text AS relation,
  concat_ws(
    ' ',
    format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN 'not null' END,
    CASE WHEN a.attgenerated = '' THEN 'default ' ELSE 'generated ' || a.attgenerated::text || ' ' END
      -- `'{a}'::varchar(9)[]` and `'{a}'::varchar[]` are one default of a column of the first.
      || CASE t.typcategory
        WHEN 'A' THEN replace(
          pg_get_expr(d.adbin, d.adrelid), '::' || format_type(a.atttypid, a.atttypmod), '::' || format_type(a.atttypid, NULL)
        )
        ELSE pg_get_expr(d.adbin, d.adrelid)
      END,
    -- Of a partition it is that of its table, which it says of itself from 17 on.
    'identity ' || CASE WHEN NOT c.relispartition THEN nullif(a.attidentity::text, '') END,
    'collation ' || CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END
  ) AS line,
  concat_ws(
    ' ',
    'storage', a.attstorage, nullif(a.attcompression::text, ''),
    'statistics ' || nullif(a.attstattarget, -1),
    'options ' || a.attoptions::text,
    'foreign ' || a.attfdwoptions::text
  ) AS beyond,
  -- Most columns have none, and a subquery for each is slow.
  'acl ' || CASE WHEN a.attacl IS NOT NULL THEN (
    SELECT string_agg(item::text, ' ' ORDER BY item::text COLLATE "C") FROM unnest(a.attacl) AS item
  ) END AS access
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND (a.attnum > 0 OR a.attacl IS NOT NULL)
  AND NOT a.attisdropped
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
