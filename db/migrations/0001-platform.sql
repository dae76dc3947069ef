-- 0001 platform: the tenant directory, the one spine (outbox + audit chain), jobs, idempotency, evidence.
-- Lock cost: none, the tables are new.

create schema platform;
comment on schema platform is '平台: 租户目录、事件与审计链、任务、幂等键、证据文件';

-- The e-town of the transaction. Missing or malformed: an error, never "all rows".
create function platform.this_etown() returns int
  language sql stable parallel safe
  as $$ select current_setting('app.etown')::int $$;

create function platform.refuse_change() returns trigger
  language plpgsql as $$
begin
  raise exception '%.% 只增不改: append-only', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;

create table platform.etown (
  id int primary key check (id >= 0),
  slug text not null unique check (slug ~ '^[a-z0-9-]{2,64}$'),
  name text not null,
  county_code text not null check (county_code ~ '^[0-9]{6}$'),
  demonstration boolean not null default false,
  created_at timestamptz not null default now()
);
comment on table platform.etown is 'e镇目录: 每个租户一行; 0 号为全平台';
comment on column platform.etown.demonstration is '演示数据: 每一屏都要标明';
insert into platform.etown (id, slug, name, county_code) values (0, 'platform', '全平台', '000000');

create table platform.chain_head (
  etown int primary key references platform.etown (id),
  audit_seq bigint not null default 0,
  audit_hash bytea not null default sha256('ezhen audit chain'),
  event_seq bigint not null default 0
);
comment on table platform.chain_head is '链头: 每个e镇审计链与事件流的最新序号; 锁住此行才能追加, 故序号即提交次序且无空号';
insert into platform.chain_head (etown) values (0);

create function platform.open_chain() returns trigger language plpgsql as $$
begin
  insert into platform.chain_head (etown) values (new.id);
  return new;
end $$;
create trigger etown_opens_chain after insert on platform.etown
  for each row execute function platform.open_chain();

create table platform.audit_entry (
  etown int not null references platform.etown (id),
  seq bigint not null,
  at timestamptz not null,
  actor text not null,
  act text not null,
  subject text not null,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  detail jsonb not null,
  prev bytea not null,
  hash bytea not null,
  primary key (etown, seq)
);
comment on table platform.audit_entry is '审计: 谁在何时对什么做了什么、成败; 与所记之事同一事务写入, 以哈希成链';

create function platform.audit_hash(prev bytea, etown int, seq bigint, at timestamptz, actor text, act text, subject text, outcome text, detail jsonb)
  returns bytea language sql immutable parallel safe as $$
  select sha256(prev || convert_to(jsonb_build_array(etown, seq, extract(epoch from at), actor, act, subject, outcome, detail)::text, 'UTF8'))
$$;

create table platform.event (
  etown int not null references platform.etown (id),
  seq bigint not null,
  kind text not null check (kind ~ '^[a-z]+\.[a-z-]+$'),
  subject text not null,
  at timestamptz not null,
  payload jsonb not null,
  evidence text[] not null default '{}',
  primary key (etown, seq)
);
comment on table platform.event is '事件 (outbox): 与其变化同一事务写入; 各消费者按序号逐条处理, 至少一次';

-- Appends the acts and announcements of one transaction. Called last, so the head is locked only until commit.
create function platform.seal(acts jsonb, announcements jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, platform as $$
declare
  town int := platform.this_etown();
  head platform.chain_head;
  act jsonb;
  moment timestamptz := clock_timestamp();
  next_hash bytea;
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
    insert into platform.event values (town, head.event_seq, act->>'kind', act->>'subject', moment, act->'payload',
      coalesce((select array_agg(x) from jsonb_array_elements_text(act->'evidence') x), '{}'));
  end loop;
  update platform.chain_head set audit_seq = head.audit_seq, audit_hash = head.audit_hash, event_seq = head.event_seq where etown = town;
  if jsonb_array_length(announcements) > 0 then
    perform pg_notify('ezhen_event', town::text);
  end if;
end $$;

-- Every link whose hash or predecessor does not fit, oldest first; no rows: the chain is whole.
create function platform.audit_breaks(town int) returns table (seq bigint, why text)
  language sql stable as $$
  with linked as (
    select a.*, lag(a.hash, 1, sha256('ezhen audit chain')) over (order by a.seq) as before,
           row_number() over (order by a.seq) as place
    from platform.audit_entry a where a.etown = town
  )
  select l.seq, case when l.seq <> l.place then 'gap' when l.prev <> l.before then 'link' else 'content' end
  from linked l
  where l.seq <> l.place or l.prev <> l.before
     or l.hash <> platform.audit_hash(l.prev, l.etown, l.seq, l.at, l.actor, l.act, l.subject, l.outcome, l.detail)
  union all
  select h.audit_seq, 'tail' from platform.chain_head h
  where h.etown = town and h.audit_hash <> coalesce((select hash from platform.audit_entry where etown = town order by seq desc limit 1), sha256('ezhen audit chain'))
  order by 1
$$;

create table platform.consumer (
  etown int not null references platform.etown (id),
  name text not null,
  seq bigint not null default 0,
  tries int not null default 0,
  trouble text,
  primary key (etown, name)
);
comment on table platform.consumer is '消费者进度: 已处理到的事件序号, 与处理结果同一事务推进';

create table platform.job (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  kind text not null check (kind ~ '^[a-z]+\.[a-z-]+$'),
  input jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  progress jsonb not null default '{}',
  result jsonb,
  trouble text,
  tries int not null default 0,
  run_at timestamptz not null default now(),
  lease_until timestamptz,
  asked_by text not null,
  asked_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (etown, id),
  check ((state = 'running') = (lease_until is not null))
);
comment on table platform.job is '任务: 耗时的工作, 有进度, 可离开再回来; 租约到期由别的进程重做';
create index job_open on platform.job (etown, run_at) where state in ('waiting', 'running');

create table platform.idempotency (
  etown int not null references platform.etown (id),
  account text not null,
  key text not null check (length(key) between 8 and 128),
  request bytea not null,
  status int,
  answer jsonb,
  at timestamptz not null default now(),
  primary key (etown, account, key)
);
comment on table platform.idempotency is '幂等键: 同一键同一请求只生效一次, 并得到同一答复';

create table platform.evidence (
  etown int not null references platform.etown (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  media text not null,
  name text not null,
  stored text not null check (stored ~ '^[0-9a-f]{64}$'),
  brought_by text not null,
  at timestamptz not null default now(),
  primary key (etown, sha256)
);
comment on table platform.evidence is '证据文件: 以内容的 SHA-256 为地址; 只增不改';
comment on column platform.evidence.sha256 is '送来时的内容哈希';
comment on column platform.evidence.stored is '实际存放内容的哈希 (图片重新编码后与送来时不同)';

do $$
declare t text;
begin
  foreach t in array array['audit_entry', 'event', 'evidence'] loop
    execute format('create trigger append_only before update or delete on platform.%I for each row execute function platform.refuse_change()', t);
    execute format('create trigger append_only_whole before truncate on platform.%I for each statement execute function platform.refuse_change()', t);
  end loop;
  foreach t in array array['audit_entry', 'event', 'consumer', 'job', 'idempotency', 'evidence'] loop
    execute format('alter table platform.%I enable row level security', t);
    execute format('alter table platform.%I force row level security', t);
    execute format('create policy one_etown on platform.%I using (etown = platform.this_etown()) with check (etown = platform.this_etown())', t);
  end loop;
end $$;

grant usage on schema platform to ezhen_app;
grant select on platform.etown, platform.audit_entry, platform.event, platform.chain_head to ezhen_app;
grant select, insert on platform.evidence to ezhen_app;
grant select, insert, update on platform.consumer, platform.job, platform.idempotency to ezhen_app;
grant delete on platform.idempotency to ezhen_app;
revoke all on function platform.seal(jsonb, jsonb) from public;
grant execute on function platform.seal(jsonb, jsonb) to ezhen_app;
