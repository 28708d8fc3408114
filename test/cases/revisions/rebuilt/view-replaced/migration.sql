DROP VIEW "SHOP"."zoom";
--> statement-breakpoint
DROP VIEW "SHOP"."base";
--> statement-breakpoint
CREATE VIEW "SHOP"."zoom" AS (select "id" from "SHOP"."orders");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."zoom" TO "${env}_shop_read";
