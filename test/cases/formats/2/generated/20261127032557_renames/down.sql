-- Renamed roles
ALTER ROLE "${env}_reader" RENAME TO "${env}_analyst";
--> statement-breakpoint
-- Roles
CREATE ROLE "${env}_shop_all";
CREATE ROLE "${env}_shop_read";
CREATE ROLE "${env}_shop_write";
ALTER ROLE "${env}_sync" SET "search_path" TO "SHOP", "public";
--> statement-breakpoint
ALTER SCHEMA "STORE" RENAME TO "SHOP";
--> statement-breakpoint
ALTER TYPE "SHOP"."condition" RENAME TO "state";
--> statement-breakpoint
ALTER SEQUENCE "SHOP"."numbers" RENAME TO "tickets";
--> statement-breakpoint
DROP VIEW "SHOP"."newest";
--> statement-breakpoint
ALTER TABLE "SHOP"."sales" RENAME TO "orders";
--> statement-breakpoint
ALTER TABLE "CRM"."client" RENAME COLUMN "key" TO "id";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" RENAME COLUMN "amount" TO "total";
--> statement-breakpoint
CREATE VIEW "SHOP"."newest" AS (select "id" from "SHOP"."orders");
--> statement-breakpoint
-- Comments
COMMENT ON TABLE "SHOP"."orders" IS 'What was bought';
--> statement-breakpoint
-- Owners
ALTER TABLE "SHOP"."newest" OWNER TO "${env}_owner";
--> statement-breakpoint
-- Revokes: SHOP
REVOKE USAGE ON SCHEMA "SHOP" FROM "${env}_store_all", "${env}_store_read", "${env}_store_write";
REVOKE ALL ON TABLE "SHOP"."orders" FROM "${env}_store_all";
REVOKE SELECT ON TABLE "SHOP"."orders" FROM "${env}_store_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."orders" FROM "${env}_store_write";
-- when stage = test
REVOKE SELECT, INSERT ON TABLE "SHOP"."orders" FROM "${env}_sync";
REVOKE USAGE ON SEQUENCE "SHOP"."orders_id_seq" FROM "${env}_store_all", "${env}_store_write";
--> statement-breakpoint
-- Grants
-- when stage = test
GRANT CONNECT, TEMPORARY ON DATABASE "${database}" TO PUBLIC;
--> statement-breakpoint
-- Grants: SHOP
GRANT USAGE ON SCHEMA "SHOP" TO "${env}_shop_all", "${env}_shop_read", "${env}_shop_write";
GRANT SELECT ON TABLE "SHOP"."newest" TO "${env}_leaver";
GRANT ALL ON TABLE "SHOP"."newest", "SHOP"."orders" TO "${env}_shop_all";
GRANT SELECT ON TABLE "SHOP"."newest", "SHOP"."orders" TO "${env}_shop_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "SHOP"."newest",
  "SHOP"."orders"
TO "${env}_shop_write";
GRANT USAGE ON SEQUENCE "SHOP"."orders_id_seq" TO "${env}_shop_all", "${env}_shop_write";
--> statement-breakpoint
-- Memberships
REVOKE "${env}_store_read" FROM "${env}_analyst";
-- when stage = test
REVOKE "${env}_store_write" FROM "${env}_tester";
GRANT "${env}_shop_read" TO "${env}_analyst";
-- when stage = test
GRANT "${env}_shop_write" TO "${env}_tester";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_store_all";
DROP ROLE "${env}_store_read";
DROP ROLE "${env}_store_write";
