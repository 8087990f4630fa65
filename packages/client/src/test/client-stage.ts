// SPDX-License-Identifier: MIT

import { startTestGateway, type TestGateway } from '@sanyam/gateway/lib/test/test-gateway';
import { type ReadyLine } from '@sanyam/local-cloud';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import type { ApiKeyScope } from '@sanyam/types';
import type { SanyamClient } from '../client/sanyam-client';
import { type ClientUser, signUp } from './client-user';
import { CommandLine } from './command-line';

/** The environment of a suite. Use it only in tests and hooks. */
export interface ClientStage {
    readonly cloud: ReadyLine;
    readonly gateway: TestGateway;
    /** A new user in each test. */
    readonly ada: ClientUser;
    /** A client with Ada's session. */
    readonly client: SanyamClient;
    /** A command line with Ada's API key in its environment. */
    readonly shell: CommandLine;
}

/**
 * Gives a suite its own gateway on the shared cloud, and each test a new user with a command line.
 *
 * @param scopes the scopes of the API key (default: all)
 */
export function stageClient(scopes?: ApiKeyScope[]): ClientStage {
    let house: Pick<ClientStage, 'cloud' | 'gateway'> | undefined;
    let scene: Pick<ClientStage, 'ada' | 'shell'> | undefined;
    before(async () => {
        const cloud = await testCloud();
        house = { cloud, gateway: await startTestGateway(cloud) };
    });
    beforeEach(async () => {
        const { cloud, gateway } = open(house);
        const ada = await signUp(cloud, gateway.url, scopes);
        const shell = await CommandLine.open({ SANYAM_API_KEY: ada.key, SANYAM_GATEWAY_URL: gateway.url });
        scene = { ada, shell };
    });
    afterEach(() => scene?.shell.close());
    after(() => house?.gateway.stop());
    return {
        get cloud() {
            return open(house).cloud;
        },
        get gateway() {
            return open(house).gateway;
        },
        get ada() {
            return open(scene).ada;
        },
        get client() {
            return open(scene).ada.client;
        },
        get shell() {
            return open(scene).shell;
        }
    };
}

function open<Part>(part: Part | undefined): Part {
    if (part === undefined) {
        throw new Error('Use the stage only in tests and hooks.');
    }
    return part;
}
