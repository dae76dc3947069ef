-- 0016 trace: what came from phones that were without a network, and when the phone said it happened.
-- Lock cost: none, the table is new.

create table trace.field_entry (
  etown int not null references platform.etown (id),
  id text not null check (id ~ '^[0-9a-f]{32}$'),
  form int not null check (form >= 1),
  step bigint not null,
  lot bigint,
  frozen bigint[] not null default '{}',
  content bytea not null check (length(content) = 32),
  said_occurred_at timestamptz not null,
  saved_at timestamptz not null,
  sent_at timestamptz not null,
  received_at timestamptz not null,
  skew_seconds int not null,
  place text check (length(place) between 1 and 60),
  lon numeric(6, 3) check (lon between -180 and 180),
  lat numeric(5, 3) check (lat between -90 and 90),
  metres int check (metres between 0 and 100000),
  entered_by text not null,
  primary key (etown, id),
  unique (etown, step),
  foreign key (etown, step) references trace.step (etown, id),
  foreign key (etown, lot) references trace.lot (etown, id),
  constraint whole_position check ((lon is null) = (lat is null))
);
comment on table trace.field_entry is '田间记录: 手机离线记下、有网后送来的记录; 一个编号只收一次, 永不重复';
comment on column trace.field_entry.id is '手机上生成的 128 位随机编号';
comment on column trace.field_entry.form is '手机上表单的版本; 旧版本一直收';
comment on column trace.field_entry.content is '内容摘要 (SHA-256): 同一编号再来, 内容须一样';
comment on column trace.field_entry.said_occurred_at is '手机说的发生时间 (手机时钟, 未校正)';
comment on column trace.field_entry.saved_at is '手机说的记下时间 (手机时钟, 未校正)';
comment on column trace.field_entry.sent_at is '手机说的发送时间 (手机时钟)';
comment on column trace.field_entry.skew_seconds is '发送时手机时钟比服务器快多少秒; 负数为慢';
comment on column trace.field_entry.lon is '经度, 约 100 米精度, 本人同意才有';
create index field_entry_lot on trace.field_entry (etown, lot);

select platform.guard_tables('trace', only_appended => array['field_entry']);
