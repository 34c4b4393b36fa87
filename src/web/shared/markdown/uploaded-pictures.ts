/** Where the emulator serves the pictures that a robot uploaded, by media id. */
export const UPLOADED_PICTURES = "/_emulator/uploads/";
