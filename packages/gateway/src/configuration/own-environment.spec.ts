// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { isolateGateway } from './own-environment';

function variablesOf(environment: Record<string, string | undefined>): string[] {
    isolateGateway(environment);
    return Object.keys(environment).sort();
}

describe('the environment of the gateway', () => {
    it('keeps no variable of PostgreSQL’s clients', () => {
        const DATABASE_URL = 'postgres://sanyam_gateway@127.0.0.1:54322/postgres';
        const left = variablesOf({
            DATABASE_URL,
            PGSSLMODE: 'require',
            PGOPTIONS: '-c x=y',
            PGHOST: 'other',
            PGUSER: 'me'
        });
        expect(left).to.deep.equal(['DATABASE_URL', 'NO_PROXY', 'no_proxy']);
    });

    it('keeps PGSSLMODE for a database on another machine', () => {
        const DATABASE_URL = 'postgres://sanyam_gateway@db.example.com:6543/postgres';
        expect(variablesOf({ DATABASE_URL, PGSSLMODE: 'require', PGOPTIONS: '-c x=y' })).to.include('PGSSLMODE');
    });

    it('never sends requests to this machine through a proxy', () => {
        const environment = { HTTP_PROXY: 'http://proxy.example.com', NO_PROXY: '.example.com' };
        isolateGateway(environment);
        expect(environment.NO_PROXY).to.equal('.example.com,localhost,127.0.0.1,[::1]');
    });
});
