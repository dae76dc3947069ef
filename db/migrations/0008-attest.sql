-- 0008 attest: a transparency log per e-town over every event, its tiles and checkpoints, its witnesses and alarms.
-- Lock cost: two columns without a default, and one with a constant default, on platform tables: catalogue only.

-- Which leaves of the log an event will be, is settled in its own transaction: the place is a promise from the commit on.
alter table platform.chain_head add column leaves bigint not null default 0;
update platform.chain_head set leaves = event_seq;
comment on column platform.chain_head.leaves is '已许诺的存证叶数: 日志终将有这么多片叶';
alter table platform.event add column leaf bigint;
comment on column platform.event.leaf is '许诺的第一片存证叶的序号; 空: 此前的事件, 各占一片, 序号为 seq - 1';

-- One leaf an event, or as many as its payload lists under `attested`.
create function platform.leaves_of(payload jsonb) returns bigint language sql immutable parallel safe as $$
  select case when jsonb_typeof(payload->'attested') = 'array' then greatest(1, jsonb_array_length(payload->'attested')) else 1 end
$$;

-- As in 0001, and the events get their leaves. Answers the first leaf of the transaction's announcements; null: it has none.
drop function platform.seal(jsonb, jsonb);
create function platform.seal(acts jsonb, announcements jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, platform as $$
declare
  town int := platform.this_etown();
  head platform.chain_head;
  act jsonb;
  moment timestamptz := clock_timestamp();
  next_hash bytea;
  first_leaf bigint;
begin
  select * into strict head from platform.chain_head where etown = town for update;
  for act in select value from jsonb_array_elements(acts) loop
    head.audit_seq := head.audit_seq + 1;
    next_hash := platform.audit_hash(head.audit_hash, town, head.audit_seq, moment, act->>'actor', act->>'act', act->>'subject', act->>'outcome', act->'detail');
    insert into platform.audit_entry values (town, head.audit_seq, moment, act->>'actor', act->>'act', act->>'subject', act->>'outcome', act->'detail', head.audit_hash, next_hash);
    head.audit_hash := next_hash;
  end loop;
  for act in select value from jsonb_array_elements(announcements) loop
    head.event_seq := head.event_seq + 1;
    first_leaf := coalesce(first_leaf, head.leaves);
    insert into platform.event values (town, head.event_seq, act->>'kind', act->>'subject', moment, act->'payload',
      coalesce((select array_agg(x) from jsonb_array_elements_text(act->'evidence') x), '{}'), head.leaves);
    head.leaves := head.leaves + platform.leaves_of(act->'payload');
  end loop;
  update platform.chain_head set audit_seq = head.audit_seq, audit_hash = head.audit_hash, event_seq = head.event_seq,
    leaves = head.leaves where etown = town;
  if jsonb_array_length(announcements) > 0 then
    perform pg_notify('ezhen_event', town::text);
  end if;
  return first_leaf;
end $$;
revoke all on function platform.seal(jsonb, jsonb) from public;
grant execute on function platform.seal(jsonb, jsonb) to ezhen_app;

create schema attest;
comment on schema attest is '存证: 每个e镇一部透明日志, 及其检查点、见证方与告警';

create table attest.log (
  etown int primary key references platform.etown (id),
  origin text not null check (origin ~ '^[!-*,-~]{3,200}$'),
  ed25519 bytea not null check (length(ed25519) = 32),
  sm2 bytea not null check (length(sm2) = 65),
  opened_at timestamptz not null,
  size bigint not null default 0 check (size >= 0),
  root bytea not null check (length(root) = 32),
  seq bigint not null default 0 check (seq >= 0),
  part bigint not null default 0 check (part >= 0),
  grown_at timestamptz,
  audit_seq bigint not null default 0
);
comment on table attest.log is '日志: 规模只增不减, 来源与公钥不变; 私钥在数据目录 keys/, 不在库中';
comment on column attest.log.origin is '日志的名字 (C2SP origin), 一经写定不再改';
comment on column attest.log.seq is '已整个入日志的最后一个事件';
comment on column attest.log.part is '下一个事件已入日志的叶数';
comment on column attest.log.audit_seq is '已作为叶公布过的审计链头';

create table attest.leaf (
  etown int not null references attest.log (etown),
  index bigint not null check (index >= 0),
  seq bigint not null,
  part bigint not null,
  kind text not null,
  at timestamptz not null,
  entry text not null check (octet_length(entry) between 1 and 65535),
  primary key (etown, index),
  unique (etown, seq, part)
);
comment on table attest.leaf is '叶: 公开的一条, 只有种类、时间和加盐承诺; 只增不改';
create index leaf_kind on attest.leaf (etown, kind, index);

create table attest.opening (
  etown int not null,
  index bigint not null,
  subject text not null,
  salt bytea not null check (length(salt) = 32),
  record text not null,
  primary key (etown, index),
  foreign key (etown, index) references attest.leaf (etown, index)
);
comment on table attest.opening is '开启: 叶所承诺的内容与盐; 可依法删除, 删后日志仍有效; 不可改';
create index opening_subject on attest.opening (etown, subject, index);

create table attest.erasure (
  etown int not null,
  index bigint not null,
  reason text not null check (length(reason) between 2 and 500),
  erased_by text not null,
  erased_at timestamptz not null,
  primary key (etown, index),
  foreign key (etown, index) references attest.leaf (etown, index)
);
comment on table attest.erasure is '删除记录: 谁因何删除了一片叶的内容与盐; 只增不改';

create table attest.tile (
  etown int not null references attest.log (etown),
  level int not null check (level between 0 and 7),
  n bigint not null check (n >= 0),
  hashes bytea not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
  primary key (etown, level, n)
);
comment on table attest.tile is '瓦片: 256 个哈希一片 (C2SP tlog-tiles); 未满的只能接长, 不能改';
-- Hashes do not compress.
alter table attest.tile alter column hashes set storage external;

create table attest.checkpoint (
  etown int not null references attest.log (etown),
  size bigint not null check (size >= 0),
  root bytea not null check (length(root) = 32),
  note text not null,
  at timestamptz not null,
  primary key (etown, size)
);
comment on table attest.checkpoint is '检查点: 日志自己签名的头; 只增不改; 见证方的签名另存';

create table attest.witness (
  etown int not null references attest.log (etown),
  name text not null check (name ~ '^[!-*,-~]{3,200}$'),
  url text not null check (url ~ '^https?://' and length(url) <= 300),
  key text not null check (length(key) <= 400),
  added_by text not null,
  added_at timestamptz not null,
  retired_at timestamptz,
  size bigint not null default 0,
  answered_at timestamptz,
  primary key (etown, name)
);
comment on table attest.witness is '见证方: 请其对检查点签名的单位; 私钥在对方手里';
comment on column attest.witness.size is '它最近签过的规模';

create table attest.cosignature (
  etown int not null,
  size bigint not null,
  witness text not null,
  line text not null,
  at timestamptz not null,
  primary key (etown, size, witness),
  foreign key (etown, size) references attest.checkpoint (etown, size),
  foreign key (etown, witness) references attest.witness (etown, name)
);
comment on table attest.cosignature is '见证签名: 已验过的签名行; 只增不改';

create table attest.alarm (
  etown int not null references attest.log (etown),
  id bigint generated always as identity,
  kind text not null check (kind in ('fork', 'rollback', 'silence', 'floor-lost', 'tampered')),
  who text not null,
  detail jsonb not null,
  raised_at timestamptz not null,
  ended_at timestamptz,
  primary key (etown, id)
);
comment on table attest.alarm is '告警: 分叉、回退、见证方无应答、签过的规模丢失、核对发现改动';
comment on column attest.alarm.who is '谁发现的: 见证方的名字, 或 log (签名前自查)、examination (全量核对)';
create unique index alarm_open on attest.alarm (etown, kind, who) where ended_at is null;

create table attest.examination (
  etown int not null references attest.log (etown),
  id bigint generated always as identity,
  at timestamptz not null,
  asked_by text not null,
  size bigint not null,
  found bigint not null check (found >= 0),
  findings jsonb not null,
  primary key (etown, id)
);
comment on table attest.examination is '全量核对: 叶、瓦片、检查点、事件逐一对照的结果; 只增不改';
comment on column attest.examination.findings is '前 100 处: 何处不符、哪一条记录';

create function attest.only_grows() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'log' then
    if new.size < old.size or new.seq < old.seq or new.audit_seq < old.audit_seq
      or (new.origin, new.ed25519, new.sm2, new.opened_at) is distinct from (old.origin, old.ed25519, old.sm2, old.opened_at)
      or (new.size = old.size and new.root is distinct from old.root) then
      raise exception '日志只增不减: a log only grows' using errcode = 'restrict_violation';
    end if;
  elsif length(new.hashes) < length(old.hashes) or substr(new.hashes, 1, length(old.hashes)) is distinct from old.hashes then
    raise exception '瓦片只能接长: a tile only grows' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger only_grows before update on attest.log for each row execute function attest.only_grows();
create trigger only_grows before update on attest.tile for each row execute function attest.only_grows();

do $$
declare t text;
begin
  foreach t in array array['leaf', 'erasure', 'checkpoint', 'cosignature', 'examination'] loop
    execute format('create trigger append_only before update or delete on attest.%I for each row execute function platform.refuse_change()', t);
    execute format('create trigger append_only_whole before truncate on attest.%I for each statement execute function platform.refuse_change()', t);
  end loop;
  create trigger never_changed before update on attest.opening for each row execute function platform.refuse_change();
  foreach t in array array['log', 'tile'] loop
    execute format('create trigger never_removed before delete on attest.%I for each row execute function platform.refuse_change()', t);
  end loop;
  foreach t in array array['log', 'leaf', 'opening', 'erasure', 'tile', 'checkpoint', 'witness', 'cosignature', 'alarm', 'examination'] loop
    execute format('alter table attest.%I enable row level security', t);
    execute format('alter table attest.%I force row level security', t);
    execute format('create policy one_etown on attest.%I using (etown = platform.this_etown()) with check (etown = platform.this_etown())', t);
  end loop;
end $$;

grant usage on schema attest to ezhen_app;
grant select, insert on attest.log, attest.leaf, attest.opening, attest.erasure, attest.tile, attest.checkpoint, attest.witness,
  attest.cosignature, attest.alarm, attest.examination to ezhen_app;
grant update (size, root, seq, part, grown_at, audit_seq) on attest.log to ezhen_app;
grant update (hashes) on attest.tile to ezhen_app;
grant update (retired_at, size, answered_at) on attest.witness to ezhen_app;
grant update (ended_at) on attest.alarm to ezhen_app;
grant delete on attest.opening to ezhen_app;
