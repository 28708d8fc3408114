ALTER TABLE "SHOP"."purchases" RENAME TO "orders";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" RENAME CONSTRAINT "purchases_pkey" TO "orders_pkey";
--> statement-breakpoint
ALTER SEQUENCE "SHOP"."purchases_id_seq" RENAME TO "orders_id_seq";
