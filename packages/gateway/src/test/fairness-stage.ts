// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { giveOwnTier } from '@sanyam/test-kit/tiers';
import { expect } from 'chai';
import { connect, type Socket } from 'node:net';
import pg from 'pg';
import type { FairLimits } from '../admission/fair-use';
import type { StartGateway } from './each-way';
import { type Answer, errorOf, GatewayUser } from './gateway-user';
import type { TestGateway } from './test-gateway';

/** With 8 connections, a user has 2 of them. */
const CONNECTIONS = 8;
export const SHARE = 2;

/** Requests that a user can have at the same time. */
export const REQUESTS = 32;

/** A gateway, users who do their worst, and Bob, who must not notice. */
export class FairnessStage {
    private constructor(
        private readonly cloud: ReadyLine,
        private readonly gateway: TestGateway,
        private readonly bob: GatewayUser,
        private readonly documentOfBob: string
    ) {}

    /** @param limits of users that differ from the usual ones */
    static async open(startGateway: StartGateway, limits: Partial<FairLimits> = {}): Promise<FairnessStage> {
        const cloud = await testCloud();
        const environment = { SANYAM_DATABASE_CONNECTIONS: String(CONNECTIONS) };
        const gateway = await startGateway(cloud, environment, limits);
        const bob = await newUser(cloud, gateway, null);
        return new FairnessStage(cloud, gateway, bob, `/api/v1/documents/${await bob.create()}`);
    }

    close(): Promise<void> {
        return this.gateway.stop();
    }

    /** @param limit requests per hour; null is unlimited */
    newUser(limit: number | null = null): Promise<GatewayUser> {
        return newUser(this.cloud, this.gateway, limit);
    }

    /**
     * Bob reads and writes, and does not wait for the worst user: no request of theirs is served in the meantime.
     *
     * @param answers returns how many of their requests have been served
     */
    async expectOthersServed(answers: () => number): Promise<void> {
        const before = answers();
        const json = { content: Math.random().toString() };
        expect((await this.bob.send('GET', this.documentOfBob)).status).to.equal(200);
        expect((await this.bob.send('PUT', this.documentOfBob, { json })).status).to.equal(200);
        expect((await this.bob.send('GET', '/api/v1/documents')).status).to.equal(200);
        expect(answers()).to.equal(before);
    }

    /** Opens a connection, and never reads from it. */
    send(user: GatewayUser, method: string, path: string, ...headers: string[]): Socket {
        const { hostname, port } = new URL(this.gateway.url);
        const socket = connect({ host: hostname, port: Number(port) });
        socket.on('error', () => undefined);
        socket.pause();
        const lines = [
            `${method} ${path} HTTP/1.1`,
            'Host: gateway',
            `Authorization: Bearer ${user.token}`,
            ...headers
        ];
        socket.write(`${lines.join('\r\n')}\r\n\r\n`);
        return socket;
    }

    /** Holds the row of a user's account, so that each change of the user waits in the database. */
    async whileLocked(user: GatewayUser, work: () => Promise<void>): Promise<void> {
        const client = new pg.Client(this.cloud.databaseUrl);
        await client.connect();
        try {
            await client.query('begin');
            await client.query('select from public.user_profiles where id = $1 for update', [user.id]);
            await work();
        } finally {
            await client.end();
        }
    }

    /** Returns how many requests of a user were served, also if nobody has taken the answers. */
    served(user: GatewayUser): number {
        return this.gateway.logged.filter(line => line['user_id'] === user.id && line['status'] === 200).length;
    }

    /** Returns how many requests were turned away for a reason. */
    async turnedAway(reason: string): Promise<number> {
        const text = await (await fetch(`${this.gateway.url}/metrics`)).text();
        return Number(new RegExp(`sanyam_turned_away_total\\{reason="${reason}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
    }
}

async function newUser(cloud: ReadyLine, { url }: TestGateway, limit: number | null): Promise<GatewayUser> {
    const user = await GatewayUser.signUp(cloud, url);
    await giveOwnTier(cloud, user.id, { api_rate_limit_per_hour: limit }, 'enterprise');
    return user;
}

/** Returns whether a request was refused because of this limit. */
export function isRefusedFor(limit: number, answer: Answer): boolean {
    return answer.status === 429 && errorOf(answer).details?.['limit'] === limit;
}
