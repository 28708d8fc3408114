DROP MATERIALIZED VIEW "SHOP"."cities";
--> statement-breakpoint
CREATE MATERIALIZED VIEW "SHOP"."cities" AS (select "city", count(*) as "people" from "SHOP"."clients" group by "SHOP"."clients"."city");
--> statement-breakpoint
-- Comments
COMMENT ON MATERIALIZED VIEW "SHOP"."cities" IS 'Clients by city';
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."cities" TO "${env}_shop_read";
