-- Roles
CREATE ROLE "${env}_helper" LOGIN;
CREATE ROLE "${env}_lead";
CREATE ROLE "${env}_shop_read";
CREATE ROLE "${env}_shop_write";
--> statement-breakpoint
CREATE SCHEMA "SHOP";
--> statement-breakpoint
CREATE TABLE "SHOP"."orders" (
	"id" serial PRIMARY KEY,
	"total" integer
);
--> statement-breakpoint
-- Grants: SHOP
GRANT USAGE ON SCHEMA "SHOP" TO
  "${env}_shop_read",
  "${env}_shop_write",
  "the_owner_of_${env}_tools";
GRANT SELECT ON TABLE "SHOP"."orders" TO "${env}_shop_read", "the_owner_of_${env}_tools";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."orders" TO "${env}_shop_write";
GRANT USAGE ON SEQUENCE "SHOP"."orders_id_seq" TO "${env}_shop_write";
--> statement-breakpoint
-- Memberships
GRANT "${env}_lead" TO "${env}_helper" WITH ADMIN OPTION;
GRANT "the_owner_of_${env}_tools" TO "${env}_helper";
