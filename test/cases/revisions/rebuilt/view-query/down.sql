DROP VIEW "SHOP"."names";
--> statement-breakpoint
CREATE VIEW "SHOP"."names" AS (select "id", "name" from "SHOP"."clients");
--> statement-breakpoint
-- Owners
GRANT CREATE ON SCHEMA "SHOP" TO "${env}_owner";
ALTER TABLE "SHOP"."names" OWNER TO "${env}_owner";
REVOKE CREATE ON SCHEMA "SHOP" FROM "${env}_owner";
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."names" TO "${env}_shop_read";
GRANT SELECT ("name") ON TABLE "SHOP"."names" TO "${env}_bi";
