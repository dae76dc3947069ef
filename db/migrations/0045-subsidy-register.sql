-- 0045 subsidy: an application may be for a project of the register, by whose number its benefit is then held.
-- Lock cost: brief; subsidy.application gets a column without rewriting.

alter table subsidy.application add column registered bigint;
alter table subsidy.application add constraint application_registered_fkey
  foreign key (etown, registered) references project.project (etown, id) not valid;
-- The register's number says which project it is, whatever was typed.
alter table subsidy.application add constraint registered_has_its_key
  check (registered is null or project_key = party::text || ':#' || registered::text) not valid;
comment on column subsidy.application.registered is '项目台账里的项目; 空: 申报人自己的项目, 凭名称';

-- Who applies for a project of the register holds that project, so that another party finds it held.
create function subsidy.benefit_names_its_project() returns trigger language plpgsql set search_path = '' as $$
begin
  if exists (select from subsidy.application a where a.etown = new.etown and a.id = new.application
             and a.registered is not null and new.project_key <> '#' || a.registered::text) then
    raise exception 'application % is for another project of the register', new.application using errcode = '23514';
  end if;
  return new;
end $$;
create trigger benefit_names_its_project before insert on subsidy.benefit
  for each row execute function subsidy.benefit_names_its_project();
