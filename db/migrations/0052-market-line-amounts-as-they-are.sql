-- 0052 market: the columns of the index as they are; what counts of them is asked once a group, not once a row.
-- Lock cost: none.

-- squawk-ignore ban-drop-table
drop view market_pub.line_amount;
create view market_pub.line_amount with (security_invoker = true) as
  select etown, day, shop, excluded as excluded_reason, counts_order, retail_fen, refund_fen, share_fen from market.order_line;
comment on view market_pub.line_amount is '订单行的计数列, 原值: 退款只对计入的行, 不计金额 (share_fen) 只对不计的行, 与 market_pub.order_line 同口径; 只含索引 order_line_counted 里的列, 全量重算用';
grant select on market_pub.line_amount to ezhen_app;
