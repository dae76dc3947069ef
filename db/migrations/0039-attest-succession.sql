-- A log whose newest part is lost (a disk died, an older backup came back) can never be signed again. What is left of it goes
-- on as the beginning of a new log, under another name and another key, and says so for ever.
create table attest.predecessor (
  etown int not null references attest.log (etown),
  number int not null check (number >= 1),
  origin text not null,
  ed25519 bytea not null check (length(ed25519) = 32),
  sm2 bytea not null check (length(sm2) = 65),
  kept bigint not null check (kept >= 0),
  signed_size bigint not null check (signed_size >= 0),
  signed_note text not null,
  breach text not null check (breach in ('fork', 'rollback', 'floor-lost')),
  reason text not null check (length(reason) between 4 and 500),
  ended_at timestamptz not null,
  primary key (etown, number),
  unique (etown, origin)
);
comment on table attest.predecessor is '前一部日志: 因数据回退等不能再签名, 余下的叶由新名字、新密钥的日志接续; 只增不改';
comment on column attest.predecessor.kept is '接续下来的叶数';
comment on column attest.predecessor.signed_size is '它签过的最大规模; 大于 kept 的部分已失';
comment on column attest.predecessor.signed_note is '它最后签过的检查点全文; 找不到时为空';

select platform.guard_tables('attest', only_appended => array['predecessor']);

alter table attest.log add column number int not null default 1 check (number >= 1);
comment on column attest.log.number is '第几部: 接续一次加一';
comment on table attest.log is '日志: 规模只增不减; 名字与公钥只在接续时连同 predecessor 一起换; 私钥在数据目录 keys/, 不在库中';

create or replace function attest.only_grows() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'log' then
    if new.size < old.size or new.seq < old.seq or new.audit_seq < old.audit_seq
      or (new.size = old.size and new.root is distinct from old.root) then
      raise exception '日志只增不减: a log only grows' using errcode = 'restrict_violation';
    end if;
    if (new.origin, new.ed25519, new.sm2, new.opened_at, new.number) is distinct from (old.origin, old.ed25519, old.sm2, old.opened_at, old.number)
      and not (new.number = old.number + 1 and new.size = old.size and new.origin <> old.origin and new.ed25519 <> old.ed25519
        and exists (select from attest.predecessor p where p.etown = old.etown and p.number = old.number and p.origin = old.origin
          and p.ed25519 = old.ed25519 and p.sm2 = old.sm2 and p.kept = old.size)) then
      raise exception '日志的名字与公钥不变, 除非写明前一部后接续: a log keeps its name and keys' using errcode = 'restrict_violation';
    end if;
  elsif length(new.hashes) < length(old.hashes) or substr(new.hashes, 1, length(old.hashes)) is distinct from old.hashes then
    raise exception '瓦片只能接长: a tile only grows' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
grant update (origin, ed25519, sm2, opened_at, number) on attest.log to ezhen_app;
