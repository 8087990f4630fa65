// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { WebSocketConnectionSource } from '@theia/core/lib/browser/messaging/ws-connection-source';
import { ConnectionManagementMessages } from '@theia/core/lib/common/messaging/connection-management';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable } from '@theia/core/shared/inversify';

/**
 * The longest pause between two attempts to connect, in milliseconds. Theia's 10 seconds leave a page without its files
 * for a quarter of a minute after the backend is back.
 */
const MAX_PAUSE = 3_000;

/**
 * The connection of this page to its backend. After a restart, the backend has another connection token and refuses the
 * page's socket with HTTP 403. It sends the new token as a cookie with every page, so a failed attempt to connect
 * requests the page. The next attempt then succeeds.
 */
@injectable()
export class BackendConnection implements FrontendApplicationContribution {
    @inject(WebSocketConnectionSource)
    protected readonly source: WebSocketConnectionSource;

    private connected = true;

    private readonly didLose = new Emitter<void>();
    readonly onDidLose = this.didLose.event;

    private readonly didReconnect = new Emitter<{ readonly restarted: boolean }>();
    /** `restarted`: this is another backend, or it has forgotten this page. What the old one ran for the page has ended. */
    readonly onDidReconnect = this.didReconnect.event;

    /** Whether the backend answers calls of this page. */
    get isConnected(): boolean {
        return this.connected;
    }

    initialize(): void {
        const { socket } = this.source;
        socket.io.reconnectionDelayMax(MAX_PAUSE);
        socket.on('connect_error', () => void this.renewToken());
        this.source.onSocketDidClose(() => this.lose());
        socket.on(ConnectionManagementMessages.RECONNECT, this.listen);
        this.source.onConnectionDidOpen(() => {
            // Theia leaves a listener behind at each restart. At the next one, two of them would open two channels.
            socket.off(ConnectionManagementMessages.RECONNECT);
            socket.on(ConnectionManagementMessages.RECONNECT, this.listen);
            this.reconnect(true);
        });
    }

    /** The backend says whether it still knows this page. If not, Theia opens a new channel. */
    private readonly listen = (isKnown: boolean): void => {
        if (isKnown) {
            this.reconnect(false);
        }
    };

    private lose(): void {
        if (this.connected) {
            this.connected = false;
            this.didLose.fire();
        }
    }

    private reconnect(restarted: boolean): void {
        if (!this.connected) {
            this.connected = true;
            this.didReconnect.fire({ restarted });
        }
    }

    private async renewToken(): Promise<void> {
        try {
            await fetch(window.location.pathname, { method: 'HEAD', cache: 'no-store', redirect: 'manual' });
        } catch {
            // The backend does not run yet. The next failed attempt requests the page again.
        }
    }
}
