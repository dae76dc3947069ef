-- 0024 trace: a room above says that what it knows of lots has changed. Lock cost: none.

-- Row-level security does not hold the functions that own the tables, so the e-town is taken from the transaction, never asked for.
create function trace.retell(lots bigint[]) returns void
  language sql security definer set search_path = pg_catalog, trace as $$
  select trace.touch_lots(platform.this_etown(), lots)
$$;
comment on function trace.retell(bigint[]) is '重述: 上层房间 (检验) 对批次的所知有变, 扫码页须立即重画, 由它做成的批次也一样';
revoke all on function trace.retell(bigint[]) from public;
grant execute on function trace.retell(bigint[]) to ezhen_app;
