/** Whether a key of this name holds a secret where its value is a text. Pure. */
const SECRET_KEY = /secret|token|password|apikey/i;

export const isSecretKey = (name: string): boolean => SECRET_KEY.test(name);
