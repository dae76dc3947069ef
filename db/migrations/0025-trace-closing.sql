-- 0025 trace: one row tells a repeated look everything. Lock cost: short, the table has one row for each code ever scanned.

alter table trace.scan_sum add column lot bigint;
alter table trace.scan_sum add column issued_at timestamptz;
alter table trace.scan_sum add column device bytea;
alter table trace.scan_sum add column verdict jsonb;
comment on column trace.scan_sum.lot is '此码属于哪个批次, 随扫码抄自赋码; 空为此列出现之前的, 下次扫码补上';
comment on column trace.scan_sum.device is '最近一次是哪台设备 (加盐摘要)';
comment on column trace.scan_sum.verdict is '最近一次扫码后的仿冒判断; 空为待判';

-- Every stay asks when its parent was emptied: nearly never, and a reused crate is mentioned thousands of times.
create index mention_emptied on trace.mention (etown, key, at) where link = 'emptied';
