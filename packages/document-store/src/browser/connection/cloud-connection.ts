// SPDX-License-Identifier: MIT

import { CloudConfiguration, GrowingPause } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable } from '@theia/core/shared/inversify';

/** Milliseconds between the first two attempts to reach the cloud. Each further pause is twice as long. */
const FIRST_PAUSE = 1_000;

/** The longest pause, in milliseconds. With 10,000 windows that are offline, this makes 330 small requests a second. */
const LONGEST_PAUSE = 30_000;

/** Milliseconds until an attempt to reach the cloud fails. */
const PATIENCE = 5_000;

/** The answers of a proxy whose server is away. */
const SERVER_AWAY: readonly number[] = [502, 503, 504];

/**
 * Whether the cloud can be reached: one answer for the whole IDE. Every request to the cloud reports here whether it got
 * an answer. After one that got none, and when the browser says that the network has changed, this class asks the cloud
 * itself. While it gets no answer, it asks again after growing pauses.
 */
@injectable()
export class CloudConnection implements FrontendApplicationContribution {
    @inject(CloudConfiguration)
    protected readonly configuration: CloudConfiguration;

    private online = true;
    private readonly pause = new GrowingPause(this.firstPause, LONGEST_PAUSE);
    private timer: ReturnType<typeof setTimeout> | undefined;
    private checking: Promise<boolean> | undefined;
    private readonly didChange = new Emitter<void>();
    /** Fires when {@link isOnline} has changed. */
    readonly onDidChange = this.didChange.event;

    get isOnline(): boolean {
        return this.online;
    }

    /** The host of the cloud, with its port. */
    get host(): string {
        return new URL(this.configuration.supabaseUrl).host;
    }

    onStart(): void {
        for (const event of ['online', 'offline', 'focus'] as const) {
            window.addEventListener(event, this.checkSoon);
        }
        document.addEventListener('visibilitychange', this.checkSoon);
    }

    onStop(): void {
        clearTimeout(this.timer);
        for (const event of ['online', 'offline', 'focus'] as const) {
            window.removeEventListener(event, this.checkSoon);
        }
        document.removeEventListener('visibilitychange', this.checkSoon);
    }

    /** `fetch` for requests to the cloud: it notes whether the cloud answers. */
    readonly fetch: typeof fetch = async (input, init) => {
        try {
            const response = await this.send(input, init);
            this.note(isAnswer(response));
            return response;
        } catch (error) {
            // A request that was cancelled says nothing about the cloud.
            if (init?.signal?.aborted !== true) {
                this.note(false);
            }
            throw error;
        }
    };

    /** Asks the cloud now. Returns whether it answers. */
    check(): Promise<boolean> {
        clearTimeout(this.timer);
        this.checking ??= this.ask().finally(() => (this.checking = undefined));
        return this.checking;
    }

    /** Looked up for each request, because a page may replace `fetch` after the start. */
    protected send(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
        return fetch(input, init);
    }

    protected get firstPause(): number {
        return FIRST_PAUSE;
    }

    private readonly checkSoon = (event: Event): void => {
        const isAboutNetwork = event.type === 'online' || event.type === 'offline';
        if (isAboutNetwork || (!this.online && document.visibilityState !== 'hidden')) {
            void this.check();
        }
    };

    /** One failed request can be an accident. Only {@link check} says that the cloud is away. */
    private note(isReached: boolean): void {
        if (isReached) {
            this.change(true);
        } else if (this.online) {
            void this.check();
        }
    }

    private async ask(): Promise<boolean> {
        const { supabaseUrl, supabaseAnonKey } = this.configuration;
        const isReached = await this.send(`${supabaseUrl}/auth/v1/settings`, {
            headers: { apikey: supabaseAnonKey },
            cache: 'no-store',
            signal: AbortSignal.timeout(PATIENCE)
        }).then(isAnswer, () => false);
        this.change(isReached);
        if (!isReached) {
            this.askAgainLater();
        }
        return isReached;
    }

    private askAgainLater(): void {
        this.timer = setTimeout(() => {
            // A hidden window asks when it is shown.
            if (document.visibilityState !== 'hidden') {
                void this.check();
            }
        }, this.pause.next());
    }

    private change(online: boolean): void {
        if (online) {
            clearTimeout(this.timer);
            this.pause.reset();
        }
        if (this.online !== online) {
            this.online = online;
            this.didChange.fire();
        }
    }
}

function isAnswer({ status }: Response): boolean {
    return !SERVER_AWAY.includes(status);
}
