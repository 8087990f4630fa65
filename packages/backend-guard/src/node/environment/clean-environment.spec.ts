// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { keptVariables } from './kept-variables';

const SECRETS = {
    SUPABASE_SERVICE_ROLE_KEY: 'key-1',
    SUPABASE_JWT_SECRET: 'secret-2',
    DATABASE_URL: 'postgres://user:secret-3@db.example.com/postgres',
    STRIPE_SECRET_KEY: 'secret-4',
    AWS_SECRET_ACCESS_KEY: 'secret-5',
    GITHUB_TOKEN: 'secret-6',
    npm_config__authToken: 'secret-7',
    NODE_OPTIONS: '--no-warnings'
};

describe('the environment of the backend', () => {
    it('keeps what shells and the backend need, and nothing else', () => {
        const kept = {
            PATH: '/bin',
            Path: 'C:\\Windows',
            HOME: '/home/ada',
            LC_ALL: 'C',
            https_proxy: 'http://proxy.example.com',
            SUPABASE_URL: 'https://project.example.com',
            SUPABASE_ANON_KEY: 'public',
            THEIA_HOSTS: 'ide.example.com'
        };
        expect(keptVariables({ ...SECRETS, ...kept, THEIA_SECRET: 'x', PATHX: 'x' })).to.deep.equal(kept);
    });

    it('keeps the variables that SANYAM_IDE_ENVIRONMENT names', () => {
        const environment = { GOPATH: '/go', GITHUB_TOKEN: 'chosen', SANYAM_IDE_ENVIRONMENT: 'GOPATH, GITHUB_TOKEN,' };
        expect(keptVariables({ ...SECRETS, ...environment })).to.deep.equal(environment);
        expect(() => keptVariables({ SANYAM_IDE_ENVIRONMENT: 'GO*' })).to.throw(
            'SANYAM_IDE_ENVIRONMENT has the invalid name “GO*”.'
        );
    });

    it('is clean in the process, in its children, and for the operating system, under the same process id', () => {
        const module = JSON.stringify(path.join(__dirname, 'clean-environment.js'));
        const program = `
            process.stdout.write(process.pid + ' ');
            require(${module}).cleanEnvironment();
            const { execSync } = require('node:child_process');
            const { existsSync, readFileSync } = require('node:fs');
            const initial = existsSync('/proc/self/environ') ? readFileSync('/proc/self/environ', 'utf8') : '';
            const variables = JSON.stringify(process.env) + execSync('env', { encoding: 'utf8' }) + initial;
            console.log(JSON.stringify({ pid: process.pid, argument: process.argv.at(-1), variables }));`;
        const output = execFileSync(process.execPath, ['--no-deprecation', '-e', program, 'an argument'], {
            encoding: 'utf8',
            env: { ...process.env, ...SECRETS, FOO: '1' }
        });
        const [pids = '', json = ''] = output.split(/(?=\{)(.*)/s);
        const [first] = pids.split(' ');
        const { pid, argument, variables } = JSON.parse(json) as Record<string, string | number>;
        expect(String(pid)).to.equal(first);
        expect(argument).to.equal('an argument');
        expect(variables)
            .to.include('PATH=')
            .and.not.match(/key-1|secret-|FOO|NODE_OPTIONS/);
    });
});
