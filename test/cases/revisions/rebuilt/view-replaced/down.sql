DROP VIEW "SHOP"."zoom";
--> statement-breakpoint
CREATE VIEW "SHOP"."base" AS (select "id" from "SHOP"."orders");
--> statement-breakpoint
CREATE VIEW "SHOP"."zoom" AS (select "id" from "SHOP"."base");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."base", "SHOP"."zoom" TO "${env}_shop_read";
