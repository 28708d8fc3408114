-- Tables, views, sequences and composite types.
SELECT
  concat_ws(
    ' ',
    'relation', format('%I.%I', n.nspname, c.relname),
    'kind', c.relkind, c.relpersistence,
    'owner', pg_get_userbyid(c.relowner),
    CASE WHEN c.relrowsecurity THEN 'rls' END,
    CASE WHEN c.relforcerowsecurity THEN 'rls forced' END,
    'method ' || am.amname,
    'tablespace ' || t.spcname,
    'options ' || c.reloptions::text,
    'identity ' || nullif(c.relreplident::text, 'd'),
    CASE WHEN NOT c.relispopulated THEN 'not populated' END,
    'partitioned by ' || pg_get_partkeydef(c.oid),
    'child of ' || (
      SELECT string_agg(inhparent::regclass::text, ' ' ORDER BY inhseqno)
      FROM pg_catalog.pg_inherits
      WHERE inhrelid = c.oid
    ),
    'bound ' || pg_get_expr(c.relpartbound, c.oid),
    CASE WHEN c.relkind IN ('v', 'm') THEN 'as ' || pg_get_viewdef(c.oid) END,
    CASE
      WHEN c.relkind = 'S' THEN concat_ws(
        ' ',
        'as', format_type(s.seqtypid, NULL), 'from', s.seqstart, 'by', s.seqincrement,
        'within', s.seqmin, s.seqmax, 'cache', s.seqcache, CASE WHEN s.seqcycle THEN 'cycle' END,
        'of column ' || (
          SELECT format('%s.%I %s', refobjid::regclass, attname, deptype)
          FROM pg_catalog.pg_depend
          JOIN pg_catalog.pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
          WHERE classid = 'pg_catalog.pg_class'::regclass
            AND objid = c.oid
            AND refclassid = 'pg_catalog.pg_class'::regclass
            AND deptype IN ('a', 'i')
            AND refobjsubid > 0
        )
      )
    END,
    'foreign ' || (
      SELECT format('%I %s', srvname, ftoptions)
      FROM pg_catalog.pg_foreign_table
      JOIN pg_catalog.pg_foreign_server f ON f.oid = ftserver
      WHERE ftrelid = c.oid
    ),
    'acl', (
      SELECT string_agg(item::text, ' ' ORDER BY item::text COLLATE "C")
      FROM unnest(
        coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
      ) AS item
    )
  ) AS line
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace t ON t.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
