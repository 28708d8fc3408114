-- Renamed roles
ALTER ROLE "${env}_analyst" RENAME TO "${env}_reader";
--> statement-breakpoint
-- Roles
CREATE ROLE "${env}_store_all";
CREATE ROLE "${env}_store_read";
CREATE ROLE "${env}_store_write";
ALTER ROLE "${env}_sync" SET "search_path" TO "STORE", "public";
--> statement-breakpoint
ALTER SCHEMA "SHOP" RENAME TO "STORE";
--> statement-breakpoint
ALTER TYPE "STORE"."state" RENAME TO "condition";
--> statement-breakpoint
ALTER SEQUENCE "STORE"."tickets" RENAME TO "numbers";
--> statement-breakpoint
DROP VIEW "STORE"."newest";
--> statement-breakpoint
ALTER TABLE "STORE"."orders" RENAME TO "sales";
--> statement-breakpoint
ALTER TABLE "CRM"."client" RENAME COLUMN "id" TO "key";
--> statement-breakpoint
ALTER TABLE "STORE"."sales" RENAME COLUMN "total" TO "amount";
--> statement-breakpoint
CREATE VIEW "STORE"."newest" AS (select "id" from "STORE"."sales");
--> statement-breakpoint
-- Comments
COMMENT ON TABLE "STORE"."sales" IS 'What was sold';
--> statement-breakpoint
-- Owners
ALTER TABLE "STORE"."newest" OWNER TO "${env}_owner";
--> statement-breakpoint
-- Revokes
-- when stage = test
REVOKE CONNECT, TEMPORARY ON DATABASE "${database}" FROM PUBLIC;
--> statement-breakpoint
-- Revokes: STORE
REVOKE USAGE ON SCHEMA "STORE" FROM "${env}_shop_all", "${env}_shop_read", "${env}_shop_write";
REVOKE ALL ON TABLE "STORE"."sales" FROM "${env}_shop_all";
REVOKE SELECT ON TABLE "STORE"."sales" FROM "${env}_shop_read";
REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "STORE"."sales" FROM "${env}_shop_write";
REVOKE USAGE ON SEQUENCE "STORE"."orders_id_seq" FROM "${env}_shop_all", "${env}_shop_write";
--> statement-breakpoint
-- Grants: STORE
GRANT USAGE ON SCHEMA "STORE" TO "${env}_store_all", "${env}_store_read", "${env}_store_write";
GRANT SELECT ON TABLE "STORE"."newest" TO "${env}_leaver";
GRANT ALL ON TABLE "STORE"."newest", "STORE"."sales" TO "${env}_store_all";
GRANT SELECT ON TABLE "STORE"."newest", "STORE"."sales" TO "${env}_store_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE
  "STORE"."newest",
  "STORE"."sales"
TO "${env}_store_write";
-- when stage = test
GRANT SELECT, INSERT ON TABLE "STORE"."sales" TO "${env}_sync";
GRANT USAGE ON SEQUENCE "STORE"."orders_id_seq" TO "${env}_store_all", "${env}_store_write";
--> statement-breakpoint
-- Memberships
REVOKE "${env}_shop_read" FROM "${env}_reader";
-- when stage = test
REVOKE "${env}_shop_write" FROM "${env}_tester";
GRANT "${env}_store_read" TO "${env}_reader";
-- when stage = test
GRANT "${env}_store_write" TO "${env}_tester";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_shop_all";
DROP ROLE "${env}_shop_read";
DROP ROLE "${env}_shop_write";
