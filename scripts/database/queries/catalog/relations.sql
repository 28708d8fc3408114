-- Tables, views, sequences and composite types. The sequence of an identity column goes by its column: its name is
-- nobody's choice, and stays as it is where the table gets another.
SELECT
  coalesce(
    CASE WHEN owned.deptype = 'i' THEN 'identity sequence of ' || owned.of_column END,
    format('relation %I.%I', n.nspname, c.relname)
  ) AS object,
  coalesce(owned.of_relation, c.oid::regclass::text) AS relation,
  concat_ws(
    ' ',
    'kind', CASE c.relkind WHEN 'p' THEN 'r' ELSE c.relkind END,
    CASE WHEN c.relrowsecurity THEN 'rls' END,
    CASE WHEN c.relforcerowsecurity THEN 'rls forced' END,
    CASE WHEN NOT c.relispopulated THEN 'not populated' END,
    CASE
      WHEN c.relkind IN ('v', 'm') THEN concat_ws(' ', 'options ' || (SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) AS o)::text, 'as', pg_get_viewdef(c.oid))
    END,
    CASE
      WHEN c.relkind = 'S' THEN concat_ws(
        ' ',
        'as', format_type(s.seqtypid, NULL), 'from', s.seqstart, 'by', s.seqincrement,
        'within', s.seqmin, s.seqmax, 'cache', s.seqcache, CASE WHEN s.seqcycle THEN 'cycle' END,
        'of column ' || owned.of_column || ' ' || owned.deptype::text
      )
    END
  ) AS line,
  concat_ws(
    ' ',
    c.relpersistence,
    'method ' || am.amname,
    'tablespace ' || t.spcname,
    'options ' || CASE
      WHEN c.relkind NOT IN ('v', 'm') AND c.reloptions IS NOT NULL THEN (SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) AS o)::text
    END,
    'identity ' || nullif(c.relreplident::text, 'd'),
    'partitioned by ' || pg_get_partkeydef(c.oid),
    'child of ' || (
      SELECT string_agg(inhparent::regclass::text, ' ' ORDER BY inhseqno)
      FROM pg_catalog.pg_inherits
      WHERE inhrelid = c.oid
    ),
    'bound ' || pg_get_expr(c.relpartbound, c.oid),
    'foreign ' || (
      SELECT format('%I %s', srvname, ftoptions)
      FROM pg_catalog.pg_foreign_table
      JOIN pg_catalog.pg_foreign_server f ON f.oid = ftserver
      WHERE ftrelid = c.oid
    )
  ) AS beyond,
  concat_ws(
    ' ',
    'owner', pg_get_userbyid(c.relowner), 'acl',
    (
      SELECT string_agg(item::text, ' ' ORDER BY item::text COLLATE "C")
      FROM unnest(
        coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))
      ) AS item
    )
  ) AS access
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace t ON t.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
LEFT JOIN LATERAL (
  SELECT
    deptype,
    refobjid::regclass::text AS of_relation,
    format('%s.%I', refobjid::regclass, attname) AS of_column
  FROM pg_catalog.pg_depend
  JOIN pg_catalog.pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
  WHERE c.relkind = 'S'
    AND classid = 'pg_catalog.pg_class'::regclass
    AND objid = c.oid
    AND refclassid = 'pg_catalog.pg_class'::regclass
    AND deptype IN ('a', 'i')
    AND refobjsubid > 0
) AS owned ON true
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL (current_setting('dwh.left_out')::text[])
