ALTER TABLE "SHOP"."purchases" RENAME TO "orders";
