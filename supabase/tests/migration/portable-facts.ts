// SPDX-License-Identifier: MIT

import { buildFactBase, type Fact, type FactBase } from '@supabase/pg-delta';
import type pg from 'pg';

/**
 * Removes what only newer versions of PostgreSQL record, so that a migration that is written on one version runs on
 * every version:
 *
 * - From 17 on, a domain that is not null also has a constraint for it. pg-delta writes both, and the second one fails.
 *   The domain itself says that it is not null, as before 17.
 * - From 16 on, a user who creates a role is its administrator. Nobody can grant that again.
 *
 * @param pool connections to the database of the facts
 */
export async function portableFacts(facts: FactBase, pool: pg.Pool): Promise<FactBase> {
    const granted = await readGrantedMemberships(pool);
    const portable = facts.facts().flatMap(fact => {
        if (isNotNullOfDomain(fact)) {
            return [];
        }
        return fact.id.kind === 'membership' ? (granted.get(keyOf(fact.id.role, fact.id.member)) ?? []) : [fact];
    });
    return buildFactBase(portable, [...facts.edges], facts.source);
}

function isNotNullOfDomain({ id, parent, payload }: Fact): boolean {
    return id.kind === 'constraint' && parent?.kind === 'domain' && payload['type'] === 'n';
}

/** Returns the memberships that a statement granted, without those that PostgreSQL grants to the creator of a role. */
async function readGrantedMemberships(pool: pg.Pool): Promise<Map<string, Fact>> {
    // Those come from the superuser who set up the cluster, whose id is 10. Only a superuser can grant in that name.
    const { rows } = await pool.query<{ role: string; member: string; admin: boolean }>(`
        select r.rolname as role, u.rolname as member, bool_or(m.admin_option) as admin
        from pg_auth_members m
        join pg_roles r on r.oid = m.roleid
        join pg_roles u on u.oid = m.member
        where not (m.admin_option and m.grantor = 10)
        group by 1, 2`);
    return new Map(
        rows.map(({ role, member, admin }) => [
            keyOf(role, member),
            { id: { kind: 'membership', role, member }, payload: { admin } }
        ])
    );
}

function keyOf(role: string, member: string): string {
    return JSON.stringify([role, member]);
}
