CREATE TABLE "SHOP"."people" (
	"id" serial PRIMARY KEY,
	"name" varchar
);
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."people" TO "${env}_shop_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."people" TO "${env}_shop_write";
GRANT USAGE ON SEQUENCE "SHOP"."people_id_seq" TO "${env}_shop_write";
