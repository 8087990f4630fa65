// SPDX-License-Identifier: MIT

import type { CloudConfiguration, SessionChange } from '@sanyam/types';
import { IDBFactory } from 'fake-indexeddb';
import type { SessionVault } from '../../common/session/session-vault';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { SignIn } from '../../common/sign-in/sign-in';
import { EncryptedSessionVault } from '../session/encrypted-session-vault';

/** A network that a test can cut, or that responds in place of the server. */
export class Network {
    reachable = true;
    inFront: (() => Response) | undefined;
    /** Requests are sent when this promise resolves. */
    gate: Promise<void> | undefined;
    readonly requests: string[] = [];

    static cut(): Network {
        const network = new Network();
        network.reachable = false;
        return network;
    }

    static behind(inFront: () => Response): Network {
        const network = new Network();
        network.inFront = inFront;
        return network;
    }

    /** A session on such a network waits in vain, so tests make it wait briefly. */
    get isHindered(): boolean {
        return !this.reachable || this.inFront !== undefined || this.gate !== undefined;
    }

    restore(): void {
        this.reachable = true;
        this.inFront = undefined;
    }

    readonly fetch: typeof fetch = async (input, init) => {
        this.requests.push(String(input));
        await this.gate;
        if (!this.reachable) {
            throw new TypeError('fetch failed');
        }
        return this.inFront?.() ?? fetch(input, init);
    };
}

/** Opens sessions as windows of the IDE do. Windows with the same vault are windows of the same browser. */
export class SessionWindows {
    static readonly password = 'correct horse battery staple';

    private readonly sessions: SupabaseAuthSession[] = [];
    private readonly networks = new Set<Network>();

    constructor(readonly configuration: CloudConfiguration) {}

    get storageKey(): string {
        return `sanyam.session ${this.configuration.supabaseUrl}/auth/v1`;
    }

    async open(vault?: SessionVault, network = new Network()) {
        const usedVault = vault ?? (await EncryptedSessionVault.open(new IDBFactory()));
        const session = new SupabaseAuthSession({
            configuration: this.configuration,
            vault: usedVault,
            fetch: network.fetch,
            ...(network.isHindered ? { patience: 500, retryPause: 50 } : {})
        });
        this.sessions.push(session);
        this.networks.add(network);
        const changes: SessionChange['kind'][] = [];
        session.onDidChange(({ kind }) => changes.push(kind));
        await session.ready;
        return {
            session,
            signIn: new SignIn(session, purpose => `http://127.0.0.1:3000/?sanyam-sign-in=${purpose}`),
            vault: usedVault,
            changes,
            network
        };
    }

    async openSignedIn(network = new Network()) {
        const email = this.newEmail();
        const opened = await this.open(undefined, network);
        await opened.signIn.signUp(email, SessionWindows.password);
        return { ...opened, email };
    }

    newEmail(): string {
        return `ada-${crypto.randomUUID()}@example.org`;
    }

    async stored(vault: SessionVault): Promise<Record<string, unknown> | undefined> {
        const text = await vault.getItem(this.storageKey);
        return text === null ? undefined : JSON.parse(text);
    }

    /** Changes the stored session. */
    async alter(vault: SessionVault, changes: Record<string, unknown>): Promise<void> {
        await vault.setItem(this.storageKey, JSON.stringify({ ...(await this.stored(vault)), ...changes }));
    }

    /** Makes the stored token expired. */
    async age(vault: SessionVault): Promise<void> {
        await this.alter(vault, { expires_at: 1 });
    }

    /** Returns whether the server accepts the token. */
    async accepted(token: string | null): Promise<boolean> {
        const { supabaseUrl, supabaseAnonKey } = this.configuration;
        const response = await fetch(`${supabaseUrl}/auth/v1/user`, {
            headers: { apikey: supabaseAnonKey, authorization: `Bearer ${token}` }
        });
        return response.ok;
    }

    async close(): Promise<void> {
        await Promise.all(this.sessions.splice(0).map(session => session.dispose()));
        // Without a network, the auth client retries for half a minute and delays the end of the tests.
        this.networks.forEach(network => network.restore());
        this.networks.clear();
    }
}
